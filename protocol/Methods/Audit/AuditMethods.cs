using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Methods.Audit;

/// <summary>Methods about the audit records. They are ours: the original has no such thing, and does not advertise them.</summary>
public static class AuditMethods
{
    /// <summary><c>moltbot.audit.tail</c>.</summary>
    public static GatewayMethod<AuditTailParams, AuditTailResult> Tail { get; } = new(
        "moltbot.audit.tail", Shape.Object(("limit?", Shape.WholeOf(1, 1000))), AuditJson.Default.AuditTailParams, AuditJson.Default.AuditTailResult);

    /// <summary><c>moltbot.audit.verify</c>.</summary>
    public static NoParamsMethod<AuditVerifyResult> Verify { get; } = new("moltbot.audit.verify", Shape.Object(), AuditJson.Default.AuditVerifyResult);
}
