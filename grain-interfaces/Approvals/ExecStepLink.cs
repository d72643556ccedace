namespace Moltbot.GrainInterfaces.Approvals;

/// <summary>When a program of a run starts.</summary>
[GenerateSerializer, Alias("moltbot.ExecStepLink")]
public enum ExecStepLink
{
    /// <summary>After the pipeline before it, whatever became of that; also the first one.</summary>
    Always = 0,

    /// <summary>After the pipeline before it, when its last program succeeded.</summary>
    OnSuccess = 1,

    /// <summary>After the pipeline before it, when its last program failed.</summary>
    OnFailure = 2,

    /// <summary>Together with the program before it, whose output it reads.</summary>
    Piped = 3,
}
