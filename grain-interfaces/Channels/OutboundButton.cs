namespace Moltbot.GrainInterfaces.Channels;

/// <summary>A button below a message, where the platform has them. Who pressed it is judged when its data come back.</summary>
/// <param name="Label">What it says.</param>
/// <param name="Data">What comes back, at most 64 bytes.</param>
[GenerateSerializer, Alias("moltbot.OutboundButton"), Immutable]
public sealed record OutboundButton([property: Id(0)] string Label, [property: Id(1)] string Data);
