namespace Moltbot.Storage.Transcripts;

/// <summary>Leaves a unit of work so that its rows are undone; never leaves the store.</summary>
internal sealed class SequenceTakenException() : Exception("A sequence number of the transcript is taken.");
