namespace Moltbot.Conformance.Adapters.Protocol;

/// <summary>How one shape did.</summary>
/// <param name="Name">The shape.</param>
/// <param name="Samples">Values tried.</param>
/// <param name="Mismatch">The first value judged wrongly, null when there is none.</param>
public sealed record SchemaVerdict(string Name, int Samples, string? Mismatch)
{
    /// <summary>Whether we have no shape of this name.</summary>
    public bool IsUnknown => Samples == 0;
}
