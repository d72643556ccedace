using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

/// <summary>Which texts are commands (runtime.md §8).</summary>
public sealed class ChatCommandTests
{
    [Theory]
    [InlineData("/help", "help", false)]
    [InlineData("/commands", "commands", false)]
    [InlineData("/skill", "skill", true)]
    [InlineData("/status", "status", false)]
    [InlineData("/allowlist", "allowlist", true)]
    [InlineData("/approve", "approve", true)]
    [InlineData("/context", "context", true)]
    [InlineData("/tts", "tts", true)]
    [InlineData("/whoami", "whoami", false)]
    [InlineData("/id", "whoami", false)]
    [InlineData("/subagents", "subagents", true)]
    [InlineData("/config", "config", true)]
    [InlineData("/debug", "debug", true)]
    [InlineData("/usage", "usage", true)]
    [InlineData("/stop", "stop", false)]
    [InlineData("/restart", "restart", false)]
    [InlineData("/activation", "activation", true)]
    [InlineData("/send", "send", true)]
    [InlineData("/reset", "reset", true)]
    [InlineData("/new", "new", true)]
    [InlineData("/compact", "compact", true)]
    [InlineData("/think", "think", true)]
    [InlineData("/thinking", "think", true)]
    [InlineData("/t", "think", true)]
    [InlineData("/verbose", "verbose", true)]
    [InlineData("/v", "verbose", true)]
    [InlineData("/reasoning", "reasoning", true)]
    [InlineData("/reason", "reasoning", true)]
    [InlineData("/elevated", "elevated", true)]
    [InlineData("/elev", "elevated", true)]
    [InlineData("/exec", "exec", true)]
    [InlineData("/model", "model", true)]
    [InlineData("/models", "models", true)]
    [InlineData("/queue", "queue", true)]
    [InlineData("/bash", "bash", true)]
    [InlineData("/dock-discord", "dock:discord", false)]
    [InlineData("/dock_discord", "dock:discord", false)]
    [InlineData("/dock-slack", "dock:slack", false)]
    [InlineData("/dock_slack", "dock:slack", false)]
    [InlineData("/dock-telegram", "dock:telegram", false)]
    [InlineData("/dock_telegram", "dock:telegram", false)]
    public void A_command_goes_by_its_names_and_stands_alone_unless_it_takes_more(string name, string key, bool takesMore)
    {
        ChatCommands.Resolve(name)!.Value.Command.Key.ShouldBe(key);
        ChatCommands.Resolve(name.ToUpperInvariant())!.Value.Command.Key.ShouldBe(key);
        ChatCommands.Resolve(name)!.Value.Arguments.ShouldBeNull();
        ChatCommands.IsCommand(name).ShouldBeTrue();
        ChatCommands.IsCommand($"{name} more").ShouldBe(takesMore);
        (ChatCommands.Resolve($"{name} more words")?.Arguments).ShouldBe(takesMore ? "more words" : null);
    }

    [Theory]
    [InlineData("  hello  ", "hello")]
    [InlineData("hello\nworld", "hello\nworld")]
    [InlineData("/id me", "/id me")]
    [InlineData("/T high", "/think high")]
    [InlineData("/id", "/whoami")]
    [InlineData("/think", "/think")]
    [InlineData("/think \t  high ", "/think high")]
    [InlineData("/think:high", "/think high")]
    [InlineData("/think :  high", "/think high")]
    [InlineData("/status:", "/status")]
    [InlineData("/status extra", "/status extra")]
    [InlineData("/status \nmore", "/status")]
    [InlineData("/foo \nbar", "/foo")]
    [InlineData("/foo:", "/foo")]
    [InlineData("/foo:  bar", "/foo bar")]
    [InlineData("/", "/")]
    [InlineData("/:", "/:")]
    public void A_command_has_one_form(string text, string form) => ChatCommands.Normalize(text).ShouldBe(form);

    [Theory]
    [InlineData("/help@mybot", "mybot", "/help")]
    [InlineData("/help@MyBot", " mybot ", "/help")]
    [InlineData("/t@mybot high", "mybot", "/think high")]
    [InlineData("/help@otherbot", "mybot", "/help@otherbot")]
    [InlineData("/help@mybot", null, "/help@mybot")]
    [InlineData("/help@", " ", "/help@")]
    [InlineData("/help@", "", "/help@")]
    [InlineData("/@mybot", "mybot", "/@mybot")]
    [InlineData("/think mail@mybot", "mybot", "/think mail@mybot")]
    public void A_command_to_another_bot_is_none_of_ours(string text, string? bot, string form) => ChatCommands.Normalize(text, bot).ShouldBe(form);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("help")]
    [InlineData("/newx")]
    [InlineData("/help@otherbot")]
    [InlineData("please /help")]
    public void Other_texts_are_no_commands(string? text)
    {
        ChatCommands.IsCommand(text, "mybot").ShouldBeFalse();
        ChatCommands.IsControl(text, "mybot").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/help@mybot")]
    [InlineData("abort")]
    public void A_run_is_governed_by_commands_and_by_words_that_stop_it(string text) => ChatCommands.IsControl(text, "mybot").ShouldBeTrue();

    [Theory]
    [InlineData("/x", true)]
    [InlineData("say !Bash ls", true)]
    [InlineData("a\n/think", true)]
    [InlineData("a/b", false)]
    [InlineData("/1", false)]
    [InlineData("! really", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_word_that_looks_like_a_command_makes_a_text_suspect(string? text, bool looks) => ChatCommands.HasInlineTokens(text).ShouldBe(looks);

    [Theory]
    [InlineData("discord")]
    [InlineData("slack")]
    [InlineData(" Telegram ")]
    public void Where_the_platform_has_commands_those_in_texts_can_be_switched_off(string surface)
    {
        ChatCommands.AreRead(null, surface, isNative: false).ShouldBeTrue();
        ChatCommands.AreRead(true, surface, isNative: false).ShouldBeTrue();
        ChatCommands.AreRead(false, surface, isNative: false).ShouldBeFalse();
        ChatCommands.AreRead(false, surface, isNative: true).ShouldBeTrue();
    }

    [Theory]
    [InlineData("whatsapp")]
    [InlineData("webchat")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Where_it_has_none_there_is_no_other_way(string? surface) => ChatCommands.AreRead(false, surface, isNative: false).ShouldBeTrue();
}
