using System.Net;
using System.Net.Sockets;
using System.Text;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Attacks;

/// <summary>Paths written so that a check and a router might read them differently (A14, F1). Sent as bytes: clients tidy them.</summary>
public sealed class PathTests(AttackedSystem attacked) : IClassFixture<AttackedSystem>
{
    [Theory]
    [InlineData("/../state/gateway-token")]
    [InlineData("/..%2fgateway-token")]
    [InlineData("/%2e%2e/%2e%2e/etc/passwd")]
    [InlineData("/..%5c..%5cetc%5cpasswd")]
    [InlineData("/%252e%252e%252fetc%252fpasswd")]
    [InlineData("//etc/passwd")]
    [InlineData("/.%00/gateway-token")]
    [InlineData("/gateway-token")]
    [InlineData("/moltbot.json")]
    [InlineData("/master.key")]
    [InlineData("/avatar/..%2f..%2fmaster.key")]
    [InlineData("/telegram-webhook/../../master.key")]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1//chat/completions")]
    [InlineData("/V1/Chat/Completions")]
    [InlineData("/%76%31/chat/completions")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/v1/chat/completions;x=1")]
    [InlineData("/v1/chat/%63ompletions?x=/healthz")]
    [InlineData("/healthz/../v1/chat/completions")]
    [InlineData("/tools/invoke")]
    [InlineData("/hooks/agent")]
    [InlineData("http://127.0.0.1/master.key")]
    public async Task Nothing_is_served_to_somebody_without_the_secret(string path)
    {
        foreach (string method in new[] { "GET", "POST" })
        {
            string answer = await Send($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{attacked.System.Url.Port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}");
            answer.ShouldStartWith("HTTP/1.1 ");
            string status = answer[9..12];

            status.ShouldBeOneOf("400", "401", "403", "404", "405", "503");
            answer.ShouldNotContain(AttackedSystem.Secret);
            answer.ShouldNotContain("root:");
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /second HTTP/1.1\r\n\r\n")]
    [InlineData("GET /\u0001 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")]
    [InlineData("HELO evil\r\n\r\n")]
    public async Task A_malformed_request_is_refused(string request)
    {
        string answer = await Send(request);

        // Two lengths: the body is read one way, one answer is given, and the connection ends.
        string refused = request.Contains("chunked", StringComparison.Ordinal) ? "HTTP/1.1 503 Service Unavailable\r\nConnection: close" : "HTTP/1.1 4";
        answer.ShouldStartWith(refused);
        answer.Split("HTTP/1.1 ").Length.ShouldBe(2);
    }

    private async Task<string> Send(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, attacked.System.Url.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var deadline = new CancellationTokenSource(Waits.Limit, TimeProvider.System);
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, deadline.Token) is > 0 and int count)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset after the answer.
        }

        return text.ToString();
    }
}
