import type {
  CheckGrads,
  Grad,
  Hessian,
  Hvp,
  Jacobian,
  Jvp,
  Linearize,
  OfCall,
  OfDirection,
  Scan,
  StopGradient,
  ValueAndGrad,
  Vjp,
  Vmap,
} from "../../../core/src/types/index.ts"

export declare const checkGrads: CheckGrads
export declare const grad: Grad
export declare const graphOf: OfCall<unknown>
export declare const hessian: Hessian
export declare const hvp: Hvp
export declare const jacobian: Jacobian
export declare const jvp: Jvp
export declare const linearize: Linearize
export declare const scan: Scan
export declare const stopGradient: StopGradient
export declare const tangentGraphOf: OfDirection<unknown>
export declare const valueAndGrad: ValueAndGrad
export declare const vjp: Vjp
export declare const vmap: Vmap
