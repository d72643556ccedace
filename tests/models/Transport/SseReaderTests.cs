using System.Text;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Tests.Transport;

public sealed class SseReaderTests
{
    private static readonly ModelTransportOptions Limits = new();

    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "a|b")]
    [InlineData("data:a\n\n", "a")]
    [InlineData("data:  a \n\n", " a ")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData(": comment\nevent: x\nid: 7\nretry: 5\ndata: a\n\n", "a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data\n\n", "")]
    [InlineData("data: a\n\n\n\n\ndata: b\n\n", "a|b")]
    [InlineData("data: a\n\ndata: [DONE]", "a|[DONE]")]
    [InlineData("data: a\n", "a")]
    [InlineData("database: a\n\nevent: x\n\n", null)]
    [InlineData("", null)]
    [InlineData("garbage without end", null)]
    public async Task Events_are_the_same_however_the_bytes_arrive(string text, string? expected)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var size = 1; size <= bytes.Length + 1; size++)
        {
            var events = await ReadAsync(new Chunked(bytes, size));
            (events.Count == 0 ? null : string.Join('|', events)).ShouldBe(expected, $"in pieces of {size}");
        }
    }

    [Fact]
    public async Task Lines_larger_than_the_buffer_arrive_whole()
    {
        var line = new string('x', 1_000_000);

        (await ReadAsync(new Chunked(Encoding.UTF8.GetBytes($"data: {line}\n\ndata: b\n\n"), 7919))).ShouldBe([line, "b"]);
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        using var deadline = new CallDeadline(TimeProvider.System, TestContext.Current.CancellationToken);
        using var reader = new SseReader(stream, Limits, deadline);
        var events = new List<string>();
        while (await reader.ReadAsync())
        {
            events.Add(Encoding.UTF8.GetString(reader.Data));
        }

        return events;
    }

    private sealed class Chunked(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
