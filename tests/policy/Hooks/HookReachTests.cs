using Moltbot.Policy.Configuration;
using Moltbot.Policy.Delivery;
using Moltbot.Policy.Hooks;

namespace Moltbot.Policy.Tests.Hooks;

/// <summary>A caller of hooks sends nowhere by itself (A6, A15).</summary>
public sealed class HookReachTests
{
    private const string Mapped = """hooks: { mappings: [{ channel: "telegram", to: "-100" }] }""";

    [Theory]
    [InlineData("", "telegram", "default", "42", true)]
    [InlineData("", "telegram", "default", "telegram:42", true)]
    [InlineData("", "telegram", "other", "42", false)]
    [InlineData("", "telegram", "default", "43", false)]
    [InlineData("", "discord", "default", "42", false)]
    [InlineData(Mapped, "telegram", "default", "-100", true)]
    [InlineData(Mapped, "telegram", "default", "-101", false)]
    [InlineData("tools: { message: { crossContext: { allowWithinProvider: true } } }", "telegram", "other", "43", true)]
    [InlineData("tools: { message: { crossContext: { allowWithinProvider: true } } }", "discord", "default", "43", false)]
    [InlineData("tools: { message: { allowCrossContextSend: true } }", "discord", "default", "43", true)]
    public void Its_answer_goes_to_the_bound_chat_and_where_the_configuration_says(string config, string channel, string account, string chat, bool mayGo) =>
        (HookReach.RefusalOf(Load(config), new ChatAddress(channel, account, chat), new ChatAddress("telegram", "default", "42")) is null).ShouldBe(mayGo);

    [Theory]
    [InlineData("telegram", "42")]
    [InlineData("discord", "43")]
    [InlineData(null, null)]
    public void Why_it_may_not_tells_nothing_of_where_somebody_writes_from(string? channel, string? chat) => HookReach.RefusalOf(
            Load(""), new ChatAddress("telegram", "default", "-100"), channel is null ? null : new ChatAddress(channel, "default", chat!))
        .ShouldBe("a hook's reply goes to where the main session was last written to from, or to a chat that a mapping names");

    [Theory]
    [InlineData("", false)]
    [InlineData("tools: { message: { allowCrossContextSend: true } }", false)]
    [InlineData(Mapped, true)]
    public void Bound_to_nothing_it_goes_only_where_a_mapping_says(string config, bool mayGo) =>
        (HookReach.RefusalOf(Load(config), new ChatAddress("telegram", "default", "-100"), null) is null).ShouldBe(mayGo);

    [Theory]
    [InlineData("", false)]
    [InlineData("tools: { message: { crossContext: { allowWithinProvider: true } } }", true)]
    public void Another_topic_is_another_chat(string config, bool mayGo) =>
        (HookReach.RefusalOf(Load(config), new ChatAddress("telegram", "default", "-100", "9"), new ChatAddress("telegram", "default", "-100", "7")) is null)
            .ShouldBe(mayGo);

    private static ConfigDocument Load(string config) => ConfigLoader.Load(new ConfigSource("test.json", $"{{ {config} }}"), new ConfigLoadOptions()).Config!;
}
