using Moltbot.Policy.Replies.Media;

namespace Moltbot.Policy.Tests.Replies.Media;

/// <summary>What a model's answer wants sent along: addresses of the web and paths below the workspace, nothing else of the host.</summary>
public sealed class MediaLinesTests
{
    [Theory]
    [InlineData("MEDIA:./a.png", "", "./a.png")]
    [InlineData("Look:\n  MEDIA: ./a.png \nat it", "Look:\nat it", "./a.png")]
    [InlineData("MEDIA:https://example.org/a.png", "", "https://example.org/a.png")]
    [InlineData("MEDIA:HTTP://example.org/a.png", "", "HTTP://example.org/a.png")]
    [InlineData("MEDIA:file://./a.png", "", "./a.png")]
    [InlineData("MEDIA:`./a.png`", "", "./a.png")]
    [InlineData("MEDIA:`./a b.png", "", "./a b.png")]
    [InlineData("MEDIA:\"./a b.png\"", "", "./a b.png")]
    [InlineData("MEDIA:' ./a b.png '", "", "./a b.png")]
    [InlineData("MEDIA:([{./a.png}]),", "", "./a.png")]
    [InlineData("MEDIA:./my best picture.png  \nso", "so", "./my best picture.png")]
    [InlineData("MEDIA:file://./my picture.png", "", "./my picture.png")]
    [InlineData("MEDIA:./a.png ./b.png", "", "./a.png|./b.png")]
    [InlineData("MEDIA:https://a.example/1 and  more", "and more", "https://a.example/1")]
    [InlineData("MEDIA:./a.png\nMEDIA:./b.png", "", "./a.png|./b.png")]
    [InlineData("MEDIA:./a.png ../b.png", "../b.png", "./a.png")]
    [InlineData("a  b\t\n\n\nMEDIA:./a.png", "a b", "./a.png")]
    [InlineData("MEDIA:./a.png\nx\n MEDIA:\ny", "x\n MEDIA:\ny", "./a.png")]
    [InlineData("MEDIA:./a.png\nMEDIA:/etc/passwd", "MEDIA:/etc/passwd", "./a.png")]
    [InlineData("MEDIA:./a.png\na \nb\n\nc", "a\nb\nc", "./a.png")]
    [InlineData("a\nMEDIA:./a.png\nb", "a\nb", "./a.png")]
    public void A_line_names_what_is_sent_along_and_is_not_shown(string answer, string text, string media)
    {
        var reply = MediaLines.Split(answer);

        string.Join('|', reply.Media).ShouldBe(media);
        reply.Text.ShouldBe(text);
        reply.AsVoice.ShouldBeFalse();
    }

    [Theory]
    [InlineData("MEDIA:/etc/passwd")]
    [InlineData("MEDIA:../secret.png")]
    [InlineData("MEDIA:./../secret.png")]
    [InlineData("MEDIA:./a/../../secret.png")]
    [InlineData("MEDIA:~/secret.png")]
    [InlineData("MEDIA:file:///etc/passwd")]
    [InlineData("MEDIA:ftp://example.org/a.png")]
    [InlineData("MEDIA:a.png")]
    [InlineData("MEDIA:\"/etc/passwd\"")]
    [InlineData("MEDIA:`")]
    [InlineData("MEDIA:")]
    [InlineData("media:./a.png")]
    [InlineData("see MEDIA:./a.png")]
    [InlineData("plain  text")]
    public void What_could_leave_the_workspace_or_is_no_such_line_stays_text(string answer)
    {
        var reply = MediaLines.Split(answer);

        reply.Media.ShouldBeEmpty();
        reply.Text.ShouldBe(answer);
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void What_is_named_has_a_longest_length(int length, bool isTaken) =>
        MediaLines.Split("MEDIA:./" + new string('a', length - 2)).Media.Count.ShouldBe(isTaken ? 1 : 0);

    [Theory]
    [InlineData("MEDIA:./a.png\n```\nMEDIA:./b.png\n```\nMEDIA:./c.png", "```\nMEDIA:./b.png\n```", "./a.png|./c.png")]
    [InlineData("MEDIA:./a.png\n~~~\nMEDIA:./b.png\nMEDIA:./c.png", "~~~\nMEDIA:./b.png\nMEDIA:./c.png", "./a.png")]
    public void Lines_of_code_stay_as_they_are(string answer, string text, string media)
    {
        var reply = MediaLines.Split(answer);

        string.Join('|', reply.Media).ShouldBe(media);
        reply.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("[[audio_as_voice]] Hello  you", "Hello you")]
    [InlineData("Hello \t[[ Audio_As_Voice ]]\n  you", "Hello\nyou")]
    [InlineData("Hello[[audio_as_voice]]you", "Hello you")]
    [InlineData("[[audio_as_voice]]", "")]
    public void A_tag_asks_for_a_voice_message(string answer, string text)
    {
        var reply = MediaLines.Split(answer);

        reply.AsVoice.ShouldBeTrue();
        reply.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void An_empty_answer_is_empty(string answer)
    {
        var reply = MediaLines.Split(answer);

        reply.Text.ShouldBeEmpty();
        reply.Media.ShouldBeEmpty();
        reply.AsVoice.ShouldBeFalse();
    }

    [Fact]
    public void What_is_shown_is_as_the_model_wrote_it_unless_something_was_taken_out() =>
        MediaLines.Split("a  b \n\n\nc  ").Text.ShouldBe("a  b \n\n\nc");
}
