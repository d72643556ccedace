using Moltbot.Policy.Exec.Documents;

namespace Moltbot.Policy.Exec.Approvals;

/// <summary>Whether a person is asked.</summary>
public static class ApprovalNeed
{
    /// <param name="ask">When a person is asked.</param>
    /// <param name="security">What may run.</param>
    /// <param name="analysisOk">Whether the command could be read.</param>
    /// <param name="allowlistSatisfied">Whether a list allows all of it.</param>
    public static bool Requires(ExecAsk ask, ExecSecurity security, bool analysisOk, bool allowlistSatisfied) =>
        ask == ExecAsk.Always
        || (ask == ExecAsk.OnMiss && security == ExecSecurity.Allowlist && (!analysisOk || !allowlistSatisfied));
}
