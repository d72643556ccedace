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
}
