using Microsoft.AspNetCore.Http;
using Moltbot.Gateway.Http.Routing;

namespace Moltbot.Gateway.Tests.Http;

public sealed class RequestPathTests
{
    [Theory]
    [InlineData("/", true)]
    [InlineData("/a/b.js", true)]
    [InlineData("/a/", true)]
    [InlineData("/v1/responses", true)]
    [InlineData("", false)]
    [InlineData("//a", false)]
    [InlineData("/a//b", false)]
    [InlineData("/a/../b", false)]
    [InlineData("/a/./b", false)]
    [InlineData("/..", false)]
    [InlineData("/a%2fb", false)]
    [InlineData("/a\\b", false)]
    [InlineData("/a\0b", false)]
    [InlineData("/a;b", false)]
    [InlineData("/healthz.", false)]
    public void What_could_be_read_in_two_ways_is_no_path(string text, bool isPath) =>
        RequestPath.TryRead(new PathString(text), out _).ShouldBe(isPath);

    [Fact]
    public void A_path_read_is_a_path_whatever_another_reader_does_to_it()
    {
        string[] pieces = ["/", "..", ".", "%2e", "%2f", "%5c", "\\", ";", "a", "v1", "responses", "avatar", "\0", "%", "//", "A", "\u202e", "é", "\ud800"];
        var random = new Random(20261121);
        int read = 0;
        for (int i = 0; i < 200_000; i++)
        {
            string text = "/" + string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (!RequestPath.TryRead(new PathString(text), out RequestPath path))
            {
                continue;
            }

            read++;
            path.Text.ShouldBe(text, "nothing is repaired");
            Uri.UnescapeDataString(text).ShouldBe(text, "nothing is left to decode");
            Path.GetFullPath(text).TrimEnd('/').ShouldBe(text.TrimEnd('/'), "nothing is left to resolve");
        }

        read.ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData("/ui/x", "/ui", "/x")]
    [InlineData("/ui", "/ui", "/")]
    [InlineData("/uix", "/ui", null)]
    [InlineData("/UI/x", "/ui", null)]
    [InlineData("/x", "", "/x")]
    public void Prefixes_are_whole_segments(string text, string prefix, string? rest)
    {
        RequestPath.TryRead(new PathString(text), out RequestPath path).ShouldBeTrue();
        (path.TryBelow(prefix, out string? below) ? below : null).ShouldBe(rest);
    }
}
