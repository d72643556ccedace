using Moltbot.Policy.Sessions;

namespace Moltbot.Policy.Tests.Sessions;

public sealed class SessionTitleTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 4, 1, 0, 0, TimeSpan.FromHours(2));

    [Theory]
    [InlineData(" Name ", "Subject", "Message", "Name")]
    [InlineData(" ", " Subject ", "Message", "Subject")]
    [InlineData(null, "", " a \n\t message ", "a message")]
    [InlineData(null, null, " ", "01234567 (2026-03-03)")]
    public void The_title_is_the_first_thing_that_tells_what_the_session_is_about(string? name, string? subject, string? message, string title) =>
        SessionTitle.Derive(name, subject, message, "0123456789", At).ShouldBe(title);

    [Theory]
    [InlineData("01234567", true, "01234567 (2026-03-03)")]
    [InlineData("012345678", true, "01234567 (2026-03-03)")]
    [InlineData("0123456", false, "0123456")]
    [InlineData("", true, null)]
    [InlineData(null, true, null)]
    public void Without_any_words_it_is_the_start_of_the_id_and_the_day(string? id, bool isUpdated, string? title) =>
        SessionTitle.Derive(null, null, null, id, isUpdated ? At : null).ShouldBe(title);

    [Fact]
    public void A_time_that_was_never_set_is_no_day() => SessionTitle.Derive(null, null, null, "id", DateTimeOffset.UnixEpoch).ShouldBe("id");

    [Theory]
    [InlineData(60, -1, 60, false)]
    [InlineData(61, -1, 59, true)]
    [InlineData(80, 37, 37, true)]
    [InlineData(80, 36, 59, true)]
    [InlineData(80, 58, 58, true)]
    [InlineData(80, 59, 59, true)]
    public void A_long_message_is_cut_at_a_word_unless_that_leaves_little(int length, int space, int kept, bool isCut)
    {
        var message = new string('a', length).ToCharArray();
        if (space >= 0)
        {
            message[space] = ' ';
        }

        var title = SessionTitle.Derive(null, null, new string(message), null, null)!;

        title.ShouldBe(new string(message)[..kept] + (isCut ? "…" : ""));
    }

    [Theory]
    [InlineData(null, null, "invalid label: must be a string")]
    [InlineData(" \t", null, "invalid label: empty")]
    [InlineData(" a label ", "a label", null)]
    public void A_label_is_a_text_that_says_something(string? raw, string? label, string? error) => SessionLabel.Parse(raw).ShouldBe((label, error));

    [Fact]
    public void A_label_has_64_characters_at_most()
    {
        var longest = new string('x', 64);

        SessionLabel.Parse($" {longest} ").ShouldBe((longest, null));
        SessionLabel.Parse(longest + "x").ShouldBe((null, "invalid label: too long (max 64)"));
    }
}
