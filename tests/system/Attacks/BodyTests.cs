using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Bodies that are too big, too slow, or come before anybody asked for them (B3, B4), on every path that takes one.</summary>
public sealed class BodyTests(AttackedAssistant attacked) : IClassFixture<AttackedAssistant>
{
    private const int Huge = 200_000_000;

    public static TheoryData<string, string> Paths() => new()
    {
        { "/v1/chat/completions", AttackedAssistant.Secret },
        { "/v1/responses", AttackedAssistant.Secret },
        { "/hooks/agent", AttackedAssistant.HookSecret },
        { "/hooks/wake", AttackedAssistant.HookSecret },
        { "/hooks/nothing", AttackedAssistant.HookSecret },
    };

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    [InlineData("/webhooks/telegram/default/unknown")]
    [InlineData("/tools/invoke")]
    [InlineData("/hooks/agent")]
    [InlineData("/hooks/wake")]
    [InlineData("/hooks/nothing")]
    [InlineData("/")]
    public async Task Without_the_secret_no_body_is_waited_for(string path)
    {
        // The body is announced and never comes: whoever waits for it does not answer.
        string answer = await Send($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {Huge}\r\n\r\n", until: "\r\n\r\n");

        answer[9..12].ShouldBeOneOf("401", "403", "404", "405");
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task With_the_secret_a_body_that_is_announced_too_big_is_not_read(string path, string secret)
    {
        string answer = await Send($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {secret}\r\nContent-Type: application/json\r\nContent-Length: {Huge}\r\n\r\n", until: "\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task With_the_secret_a_body_that_goes_on_and_on_is_cut_off()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(attacked.System.Http, "/v1/chat/completions"))
        {
            Content = new StringContent("{\"messages\":[{\"role\":\"user\",\"content\":\"" + new string('x', 2_000_000) + "\"}]}", Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new("Bearer", AttackedAssistant.Secret);

        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task With_the_secret_a_body_that_stands_still_is_cut_off(string path, string secret)
    {
        string answer = await Send($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {secret}\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{{\"messages\":[", until: "\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 408");
    }

    [Fact]
    public async Task Headers_that_do_not_end_are_cut_off()
    {
        string answer = await Send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + new string('x', 100_000), until: "\r\n\r\n");

        answer[9..12].ShouldBe("431");
    }

    private async Task<string> Send(string request, string until)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, attacked.System.Url.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var deadline = new CancellationTokenSource(Waits.Limit, TimeProvider.System);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        while (!text.ToString().Contains(until, StringComparison.Ordinal) && await stream.ReadAsync(buffer, deadline.Token) is > 0 and int count)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Encoding.ASCII.GetString(buffer, 0, count)}");
        }

        return text.ToString();
    }
}
