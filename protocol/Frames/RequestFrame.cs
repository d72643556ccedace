namespace Moltbot.Protocol.Frames;

/// <summary>A request as it came: slices of the receive buffer, so it is valid only as long as that buffer.</summary>
/// <param name="IdJson">The id as written, quotes included; echoed as it is. Copy it when the answer comes later.</param>
/// <param name="Method">The method's name; known names are shared strings.</param>
/// <param name="Params">The params' text, empty when left out.</param>
public readonly record struct RequestFrame(ReadOnlyMemory<byte> IdJson, string Method, ReadOnlyMemory<byte> Params);
