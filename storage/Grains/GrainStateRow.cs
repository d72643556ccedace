namespace Moltbot.Storage.Grains;

/// <summary>A stored state, still sealed.</summary>
internal sealed record GrainStateRow(long Version, byte[] Payload);
