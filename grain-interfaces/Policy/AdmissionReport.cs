namespace Moltbot.GrainInterfaces.Policy;

/// <summary>What would become of a message, and why.</summary>
[GenerateSerializer, Alias("moltbot.AdmissionReport"), Immutable]
public sealed record AdmissionReport
{
    /// <summary>The verdict, the same as the message itself would get.</summary>
    [Id(0)] public required AdmissionVerdict Verdict { get; init; }

    /// <summary>What each gate says, up to the one that decides.</summary>
    [Id(1)] public required IReadOnlyList<PolicyLine> Lines { get; init; }
}
