namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>What becomes of a run.</summary>
[GenerateSerializer, Alias("moltbot.ExecVerdictOutcome")]
public enum ExecVerdictOutcome
{
    /// <summary>It does not run.</summary>
    Refuse = 0,

    /// <summary>A person is asked, see <see cref="IApprovalGrain.Ask"/>.</summary>
    Ask = 1,

    /// <summary>It runs.</summary>
    Run = 2,
}
