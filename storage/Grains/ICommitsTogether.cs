namespace Moltbot.Storage.Grains;

/// <summary>A grain's state that takes rows of other tables with it when it is written.</summary>
public interface ICommitsTogether
{
    /// <summary>
    /// What the next write commits with the state. Not part of the state itself. The storage empties it when it is stored, so that a
    /// storage which knows nothing of it is found out.
    /// </summary>
    IReadOnlyList<CommitPart> CommitWith { get; set; }
}
