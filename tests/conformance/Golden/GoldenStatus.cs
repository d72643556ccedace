namespace Moltbot.Conformance.Golden;

/// <summary>How a recorded conversation came out.</summary>
public enum GoldenStatus
{
    /// <summary>Answered as recorded.</summary>
    Passed,

    /// <summary>Answered otherwise.</summary>
    Failed,

    /// <summary>Answered otherwise on purpose; a rule says why.</summary>
    Different,

    /// <summary>Uses what is not offered yet, or a gateway that was not given.</summary>
    NotCovered,
}
