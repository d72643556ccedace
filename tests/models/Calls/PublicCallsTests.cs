using System.Net;
using System.Net.Sockets;
using System.Text;
using Moltbot.Models.Calls;
using Moltbot.Models.Transport;
using Moltbot.TestSupport.Time;

namespace Moltbot.Models.Tests.Calls;

/// <summary>Calls of services that are no models: the open internet alone, once, within limits.</summary>
public sealed class PublicCallsTests : IDisposable
{
    private readonly TcpListener _service = new(IPAddress.Loopback, 0);
    private readonly ManualTime _time = new();

    public PublicCallsTests() => _service.Start();

    public void Dispose() => _service.Dispose();

    private Uri Address => new($"http://weather.example:{((IPEndPoint)_service.LocalEndpoint).Port}/v?q=1");

    [Fact]
    public async Task A_call_is_made_with_its_headers_and_its_body()
    {
        using var calls = Calls(isPublic: true);
        Task<string> serving = Serve("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwarm");
        (await calls.SendAsync(Call() with { Method = "POST", Body = "{}", ContentType = "application/json", Headers = [KeyValuePair.Create("X-Key", "k")] }, CancellationToken.None).InTime()).ShouldBe("warm");
        string heard = await serving;
        heard.ShouldStartWith("POST /v?q=1 HTTP/1.1\r\n");
        heard.ShouldContain("X-Key: k\r\n");
        heard.ShouldContain("Content-Type: application/json; charset=utf-8\r\n");
        heard.ShouldEndWith("{}");
    }

    [Fact]
    public async Task An_address_of_the_inside_is_not_connected_to()
    {
        using var calls = Calls(isPublic: false);
        PublicCallException refused = await Should.ThrowAsync<PublicCallException>(() => calls.SendAsync(Call(), CancellationToken.None));
        (refused.Message, refused.MayHaveHadEffect).ShouldBe(("weather.example is not of the open internet", false));
        _service.Pending().ShouldBeFalse();
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "weather.example answered 302")]
    [InlineData("HTTP/1.1 500 No\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret", "weather.example answered 500")]
    [InlineData("nonsense\r\n\r\n", "weather.example could not be reached")]
    public async Task What_is_no_success_is_told_without_the_answers_own_words(string answer, string message)
    {
        using var calls = Calls(isPublic: true);
        Task<string> serving = Serve(answer);
        PublicCallException failed = await Should.ThrowAsync<PublicCallException>(() => calls.SendAsync(Call(), CancellationToken.None));
        (failed.Message, failed.MayHaveHadEffect).ShouldBe((message, true));
        await serving;
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        using var calls = Calls(isPublic: true);
        Task<string> serving = Serve("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', PublicCalls.MaxBytes + 1));
        (await Should.ThrowAsync<PublicCallException>(() => calls.SendAsync(Call(), CancellationToken.None))).Message.ShouldBe("weather.example answered more than 262144 bytes");
        await serving;
    }

    [Fact]
    public async Task A_service_that_says_nothing_is_not_waited_for()
    {
        using var calls = Calls(isPublic: true);
        Task<string> asking = calls.SendAsync(Call(), CancellationToken.None);
        using TcpClient heard = await _service.AcceptTcpClientAsync();
        (await heard.GetStream().ReadAsync(new byte[1])).ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(11));
        PublicCallException failed = await Should.ThrowAsync<PublicCallException>(() => asking.InTime());
        (failed.Message, failed.MayHaveHadEffect).ShouldBe(("weather.example did not answer in time", true));
    }

    private PublicCall Call() => new() { Method = "GET", Address = Address, Timeout = TimeSpan.FromSeconds(10) };

    private PublicCalls Calls(bool isPublic) =>
        new(new ModelTransportOptions(), new PublicConnect(static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]), (_, _) => isPublic), _time);

    /// <summary>Answers one call, and tells what was heard.</summary>
    private async Task<string> Serve(string answer)
    {
        using TcpClient client = await _service.AcceptTcpClientAsync().InTime();
        NetworkStream stream = client.GetStream();
        var heard = new StringBuilder();
        var buffer = new byte[4096];
        do
        {
            heard.Append(Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer)));
        }
        while (!IsWhole(heard.ToString()));

        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
        catch (IOException)
        {
            // Who reads no further has hung up.
        }

        return heard.ToString();
    }

    private static bool IsWhole(string heard) =>
        heard.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end && (!heard.StartsWith("POST", StringComparison.Ordinal) || heard.Length > end + 4);
}
