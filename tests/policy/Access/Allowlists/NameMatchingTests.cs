using Moltbot.Policy.Access;
using Moltbot.Policy.Access.Allowlists;

namespace Moltbot.Policy.Tests.Access.Allowlists;

/// <summary>Names that change hands let in only where the operator asked for it (C1).</summary>
public sealed class NameMatchingTests
{
    [Theory]
    [InlineData("telegram", "7|tg:8|*|-100", "7|tg:8|*|-100")]
    [InlineData("telegram", "@ann|ann|tg:ann||tg:*", "")]
    [InlineData("discord", "7|<@!8>|user:9|*", "7|<@!8>|user:9|*")]
    [InlineData("discord", "ann|ann#1234|ann:7|discord:*", "")]
    [InlineData("slack", "U0123ABCD|ann", "")]
    public void Ids_count_and_names_do_not(string channel, string list, string expected) =>
        string.Join('|', NameMatching.Counting(channel, list.Split('|'), trustsNames: false)).ShouldBe(expected);

    [Theory]
    [InlineData("telegram", "7|@ann|tg:ben| * ", "7|@ann|tg:ben| * ")]
    [InlineData("telegram", "tg:*|telegram:* ", "")]
    [InlineData("discord", "7|ann|ann#1234|discord:*", "7|ann|ann#1234")]
    [InlineData("slack", "U0123ABCD|ann|*", "*")]
    public void Where_they_are_asked_for_names_count_and_no_star_hides_behind_one(string channel, string list, string expected) =>
        string.Join('|', NameMatching.Counting(channel, list.Split('|'), trustsNames: true)).ShouldBe(expected);

    [Fact]
    public void Nobody_has_an_id_for_a_name() =>
        TelegramAllowlist.Match(["7"], new SenderIdentity("8", "7")).Allowed.ShouldBeFalse();
}
