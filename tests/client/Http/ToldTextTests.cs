using Moltbot.Gateway.Http.Runs;

namespace Moltbot.Gateway.Tests.Http;

public sealed class ToldTextTests
{
    private readonly List<string> _wrote = [];

    [Theory]
    [InlineData("Hello", "Hel|lo", "Hel|Hello")]
    [InlineData("Hello", "Hel|lo", "Hel|Hel|Hello|Hel")]
    [InlineData("Hello there", "Hello| there", "Hello")]
    [InlineData("Another.", "Frag|\n\nAno|ther.", "Frag|Ano")]
    [InlineData("Another.", "Frag|\n\nAnother.", "Frag")]
    [InlineData("Short", "Longer text|\n\nShort", "Longer text")]
    [InlineData("Long", "Longer|\n\nLong", "Longer")]
    [InlineData("", "Frag", "Frag")]
    public async Task What_is_new_is_told_once_and_what_began_again_is_told_after_a_break(string reply, string wrote, string events)
    {
        var told = new ToldText(text =>
        {
            _wrote.Add(text);
            return Task.CompletedTask;
        });
        foreach (string text in events.Split('|'))
        {
            await told.Tell(text);
        }

        await told.End(reply);

        string.Join('|', _wrote).ShouldBe(wrote);
    }
}
