namespace Moltbot.Storage.Transcripts;

/// <summary>One entry of a transcript.</summary>
/// <param name="Sequence">Position, from 1, without gaps.</param>
/// <param name="CreatedAt">When it was said; kept to the millisecond.</param>
/// <param name="Payload">The entry in clear; it is sealed on its way to the table.</param>
public sealed record TranscriptRow(long Sequence, DateTimeOffset CreatedAt, ReadOnlyMemory<byte> Payload);
