namespace Moltbot.Protocol.Methods;

/// <summary>Params of a method that has none.</summary>
public sealed record NoParams
{
    /// <summary>The only value.</summary>
    public static NoParams Value { get; } = new();
}
