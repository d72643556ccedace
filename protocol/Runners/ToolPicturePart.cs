namespace Moltbot.Protocol.Runners;

/// <summary>Which part of a picture is asked for that an earlier call of <c>image</c> read.</summary>
public sealed record ToolPicturePart
{
    /// <summary>The earlier call.</summary>
    public required string CallId { get; init; }

    /// <summary>The first byte, from 0.</summary>
    public required int From { get; init; }
}
