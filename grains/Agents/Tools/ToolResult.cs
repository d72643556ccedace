using Moltbot.Policy.Values;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>What came of a tool call.</summary>
/// <param name="Text">All of it, as it is kept.</param>
/// <param name="IsError">Whether it failed.</param>
internal sealed record ToolResult(string Text, bool IsError)
{
    /// <summary>Most characters that a model is shown of one result. Arbitrary: a few pages.</summary>
    internal const int MaxShown = 16_000;

    /// <summary>For the model: beginning and end of what is too long.</summary>
    public string Shown => Shorten(Text);

    /// <summary>Nobody knows whether it had an effect, so it is not done again by itself.</summary>
    public static ToolResult Unknown(string why) => new(
        $"The outcome of this call is unknown: {why}. It may have had its effect, wholly or in part. Look before you do it again.", IsError: true);

    /// <summary>It did not run.</summary>
    public static ToolResult NotRun(string why) => new($"This did not run: {why}.", IsError: true);

    /// <summary>The text, or its beginning and its end with how much was left out between.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">UTF-16 units of what is kept of it.</param>
    internal static string Shorten(string text, int longest = MaxShown) => TextExcerpt.Of(text, longest);
}
