namespace Moltbot.GrainInterfaces.Channels;

/// <summary>Another gateway runs the account's connection by now; the caller stops.</summary>
[GenerateSerializer, Alias("moltbot.LeaseLost")]
public sealed class LeaseLostException() : Exception("another gateway holds the account's lease");
