using System.Text;
using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Tests.Processes;

public sealed class OutputWindowTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1000)]
    public void What_fits_is_kept_whole_however_it_comes(int length)
    {
        string text = string.Concat(Enumerable.Range(0, length).Select(static place => (char)('a' + (place % 26))));
        foreach (bool keepsEnd in new[] { false, true })
        {
            foreach (int piece in new[] { 1, 7, 4096 })
            {
                Keep(text, 1000, keepsEnd, piece).ShouldBe(new KeptText(text, Truncated: false));
            }
        }
    }

    [Fact]
    public void Of_what_is_longer_the_beginning_and_the_end_are_kept_and_what_is_between_is_counted()
    {
        string text = string.Concat(Enumerable.Range(0, 500).Select(static number => $"{number:000}\n"));
        foreach (int piece in new[] { 1, 7, 4096 })
        {
            KeptText kept = Keep(text, 1000, keepsEnd: true, piece);
            kept.Truncated.ShouldBeTrue();
            kept.Text.Length.ShouldBeLessThanOrEqualTo(1000);
            kept.Text.ShouldBe(text[..500] + "\n[1064 characters left out]\n" + text[^436..]);
        }

        Keep(text, 1000, keepsEnd: false, 7).ShouldBe(new KeptText(text[..1000], Truncated: true));
    }

    [Fact]
    public void Characters_are_not_cut_in_two_and_what_is_no_text_is_replaced()
    {
        Keep("aé👋", 3, keepsEnd: false, 1).ShouldBe(new KeptText("aé", Truncated: true));
        var window = new OutputWindow(100, keepsEnd: false);
        window.Add([0x61, 0xff, 0x62, 0xe2, 0x82]);
        window.End().ShouldBe(new KeptText("a\ufffdb\ufffd", Truncated: false));
    }

    private static KeptText Keep(string text, int max, bool keepsEnd, int piece)
    {
        var window = new OutputWindow(max, keepsEnd);
        foreach (byte[] bytes in Encoding.UTF8.GetBytes(text).Chunk(piece))
        {
            window.Add(bytes);
        }

        return window.End();
    }
}
