using System.Buffers;
using System.Text;
using Moltbot.Models.Transport;

namespace Moltbot.Models.Tests.Transport;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task It_is_the_same_in_each_attempt_however_long_it_grew()
    {
        using var body = new RequestBody();
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i};"));
        foreach (char[] piece in text.Chunk(977))
        {
            body.Write(Encoding.UTF8.GetBytes(piece));
        }

        for (int attempt = 0; attempt < 2; attempt++)
        {
            using HttpContent content = body.Content();
            content.Headers.ContentType!.ToString().ShouldBe("application/json");
            content.Headers.ContentLength.ShouldBe(text.Length);
            (await content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(text);
        }
    }

    [Fact]
    public async Task What_a_connection_still_reads_is_nobody_elses()
    {
        var body = new RequestBody();
        body.Write("hello"u8);
        using HttpContent content = body.Content();
        var slow = new SlowStream();
        Task sending = content.CopyToAsync(slow, TestContext.Current.CancellationToken);

        body.Dispose();
        byte[] next = ArrayPool<byte>.Shared.Rent(4096);
        next.AsSpan().Fill((byte)'x');
        slow.GoOn();
        await sending;
        ArrayPool<byte>.Shared.Return(next);

        slow.Received.ShouldBe("hello");
    }

    [Fact]
    public async Task Nothing_is_sent_of_it_once_it_is_given_back()
    {
        var body = new RequestBody();
        body.Write("hello"u8);
        using HttpContent content = body.Content();
        body.Dispose();

        Exception refused = await Should.ThrowAsync<HttpRequestException>(() => content.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        refused.InnerException.ShouldBeOfType<ObjectDisposedException>();
    }

    /// <summary>Reads what it is given only when it is told to.</summary>
    private sealed class SlowStream : MemoryStream
    {
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Received => Encoding.UTF8.GetString(ToArray());

        public void GoOn() => _goOn.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await _goOn.Task;
            Write(buffer.Span);
        }
    }
}
