namespace Moltbot.Grains.Workspaces;

/// <summary>A step with a workspace could not be done.</summary>
/// <param name="why">For the model: the end of a sentence.</param>
internal sealed class WorkspaceFailure(string why) : Exception(why)
{
    /// <summary>The greatest fence that the runner has seen, where that is why.</summary>
    public long? Seen { get; init; }
}
