namespace Moltbot.Conformance.Cases;

/// <summary>How a case came out.</summary>
internal enum CaseStatus
{
    /// <summary>Answered as asked.</summary>
    Passed,

    /// <summary>Answered otherwise.</summary>
    Failed,

    /// <summary>Nothing of ours answers it yet, or it was not run.</summary>
    NotCovered,

    /// <summary>Answered otherwise on purpose; a rule says why.</summary>
    Different,
}
