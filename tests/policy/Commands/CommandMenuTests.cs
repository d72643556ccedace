using Moltbot.Policy.Commands;

namespace Moltbot.Policy.Tests.Commands;

public sealed class CommandMenuTests
{
    [Fact]
    public void The_menu_holds_what_platforms_take()
    {
        ChatCommands.Menu.Count.ShouldBeLessThanOrEqualTo(100);
        foreach (ChatCommand command in ChatCommands.Menu)
        {
            command.Key.ShouldMatch("^[a-z]{1,32}$");
            command.Description!.Length.ShouldBeInRange(1, 100);
            command.Parameters.Count(static parameter => parameter.TakesRest).ShouldBeLessThanOrEqualTo(1);
            foreach (CommandParameter parameter in command.Parameters)
            {
                parameter.Name.ShouldMatch("^[a-z]{1,32}$");
                parameter.Description.Length.ShouldBeInRange(1, 100);
                parameter.Choices.Count.ShouldBeLessThanOrEqualTo(25);
            }
        }

        ChatCommands.Menu.Select(static command => command.Key).ShouldNotContain(static key => key == "config" || key == "debug" || key == "allowlist" || key == "bash");
    }

    [Fact]
    public void Each_is_shown_with_what_it_takes() => string.Join('\n', ChatCommands.All.Select(Shown)).ShouldBe(
        """
        /help: What can be asked
        /commands: All commands
        /skill …: Have a request done by a skill | name: Which skill | request: What for, to the end
        /status: Model, tokens and queue of this chat
        /allowlist …: Who may write: for owners, where commands.config is on
        /approve …: Answer a request for approval | id: The request | decision: What you decide (allow-once, allow-always, deny)
        /context …: What the model is told, and how long it is | view: How much of it (list, detail, json)
        /tts …
        /whoami /id: Your ids, as access lists need them
        /subagents …
        /config …: Show the configuration: for owners, where commands.config is on
        /debug …: Show overrides: for owners, where commands.debug is on
        /usage …: What replies tell of their tokens | mode: What replies tell of their tokens (off, tokens, full, cost) offered
        /stop: Stop what runs
        /restart
        /activation …: In a group: when to answer | mode: In a group: when to answer (mention, always) offered
        /send …: Replies of this chat | mode: Replies of this chat (on, off, inherit) offered
        /reset …: Forget this conversation | text: What to begin the next with, to the end
        /new …: Begin a new conversation | text: What to begin it with, perhaps after a model, to the end
        /compact …: Summarise the older part of this conversation | hint: What to pay attention to; a number leaves out all but so many messages, to the end
        /think /thinking /t …: How long to think before answering | level: How long to think before answering (off, minimal, low, medium, high, xhigh) offered
        /verbose /v …: What is told of tools | level: What is told of tools (on, off, full) offered
        /reasoning /reason …: Whether the model's thoughts are shown | level: Whether the model's thoughts are shown (on, off, stream) offered
        /elevated /elev …: Work on the host itself: for those whom tools.elevated names | level: Work on the host itself: for those whom tools.elevated names (off, on, ask, full) offered
        /exec …: Show or narrow what commands may do | options: security=… ask=…, to the end
        /model …: Show or choose the model | model: provider/model, a short name, or default
        /models …: Which models there are | provider: Whose models | page: Which page, or all
        /queue …: What happens to messages while a reply is made | mode: What happens (collect, followup, steer, steer-backlog, interrupt, reset) | options: debounce:2s cap:25 drop:old, to the end offered
        /bash …
        /dock-discord /dock_discord
        /dock-slack /dock_slack
        /dock-telegram /dock_telegram
        """);

    [Fact]
    public void Nothing_is_offered_where_there_is_nothing_to_choose()
    {
        var command = new ChatCommand("x", true, "/x") { OffersChoices = true };

        command.MissingChoice(null).ShouldBeNull();
        (command with { Parameters = [new("text", "Any text")] }).MissingChoice(null).ShouldBeNull();
    }

    [Fact]
    public void Every_choice_is_understood_where_it_is_typed()
    {
        foreach (string choice in ChatCommands.Find("think")!.Parameters[0].Choices)
        {
            Levels.Thinking(choice).ShouldBe(choice);
        }

        foreach (string choice in ChatCommands.Find("/elevated")!.Parameters[0].Choices)
        {
            Levels.Elevated(choice).ShouldBe(choice);
        }
    }

    [Fact]
    public void Values_are_written_in_the_order_of_the_parameters()
    {
        var given = new CommandArguments(null, new Dictionary<string, string> { ["decision"] = " deny ", ["id"] = "a1" });

        ChatCommands.Find("approve")!.Text(given).ShouldBe("/approve a1 deny");
        ChatCommands.Find("approve")!.Text(given with { Raw = "b2 allow-once" }).ShouldBe("/approve b2 allow-once");
        ChatCommands.Find("approve")!.Text(null).ShouldBe("/approve");
    }

    private static string Shown(ChatCommand command) => string.Join(" | ", command.Parameters
        .Select(static parameter => $"{parameter.Name}: {parameter.Description}"
            + (parameter.Choices.Count > 0 ? $" ({string.Join(", ", parameter.Choices)})" : "") + (parameter.TakesRest ? ", to the end" : ""))
        .Prepend(string.Join(' ', command.Names) + (command.AcceptsArguments ? " …" : "") + (command.Description is { } does ? $": {does}" : "")))
        + (command.OffersChoices ? " offered" : "");
}
