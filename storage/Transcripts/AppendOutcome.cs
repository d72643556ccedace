namespace Moltbot.Storage.Transcripts;

/// <summary>What became of an append.</summary>
public enum AppendOutcome
{
    /// <summary>All rows are committed.</summary>
    Appended,

    /// <summary>One of the sequence numbers was taken: somebody else writes this transcript. Nothing was inserted; deactivate.</summary>
    NotOwner,
}
