namespace Moltbot.Protocol.Runners;

/// <summary>A picture that a runner read for <c>image</c>, or a part of it: a frame has no room for a large one.</summary>
public sealed record ToolPicture
{
    /// <summary>Most bytes of one part; a runner may send fewer.</summary>
    public const int MaxPart = 320 << 10;

    /// <summary>How many bytes the whole picture has.</summary>
    public required int Bytes { get; init; }

    /// <summary>The bytes from the place that was asked for on.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }
}
