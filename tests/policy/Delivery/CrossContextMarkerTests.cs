using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;

namespace Moltbot.Policy.Tests.Delivery;

/// <summary>What stands around a message for another chat.</summary>
public sealed class CrossContextMarkerTests
{
    [Theory]
    [InlineData("{}", "[from telegram] hi")]
    [InlineData("""{ "crossContext": { "marker": { "enabled": true } } }""", "[from telegram] hi")]
    [InlineData("""{ "crossContext": { "marker": { "enabled": false, "prefix": "a", "suffix": "b" } } }""", "hi")]
    [InlineData("""{ "crossContext": { "marker": { "prefix": "" } } }""", "hi")]
    [InlineData("""{ "crossContext": { "marker": { "suffix": " ({channel}, {channel}, {CHANNEL})" } } }""", "[from telegram] hi (telegram, telegram, {CHANNEL})")]
    [InlineData("""{ "crossContext": { "marker": { "prefix": "{channel}: " } } }""", "telegram: hi")]
    public void It_is_as_configured_and_the_originals_otherwise(string message, string expected) =>
        CrossContextMarker.From(ConfigDocument.Restore($$"""{ "tools": { "message": {{message}} } }""", "", 1).Section("tools", "message"))
            .Around("hi", "telegram").ShouldBe(expected);

    [Fact]
    public void What_the_message_says_is_no_template() =>
        new CrossContextMarker().Around("{channel}", "telegram").ShouldBe("[from telegram] {channel}");
}
