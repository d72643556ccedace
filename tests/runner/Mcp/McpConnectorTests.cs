using System.Net;
using System.Text;
using System.Text.Json;
using ModelContextProtocol.Client;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Mcp;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Mcp;

/// <summary>What is sent to the address of a server of tools; S3.</summary>
public sealed class McpConnectorTests
{
    [Fact]
    public async Task What_is_configured_goes_along_and_to_that_address_alone()
    {
        var site = new Site();
        var connector = new McpConnector(new McpLimits(), site, new ManualTime());

        await using (McpClient client = await connector.Connect(
            null!, new ToolMcpServer { Name = "far", Url = "https://mcp.example/mcp#part", Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer s3cret" } }, TestContext.Current.CancellationToken))
        {
            (await client.CallToolAsync("t", cancellationToken: TestContext.Current.CancellationToken)).IsError.ShouldNotBe(true);
        }

        site.Requests.Count.ShouldBeGreaterThan(2);
        site.Requests.ShouldAllBe(static request => request.EndsWith("https://mcp.example/mcp Bearer s3cret", StringComparison.Ordinal));
        site.Requests[^1].ShouldStartWith("DELETE ", Case.Sensitive, "a session that is over is said to be");
    }

    /// <summary>A server of 2025, answering by JSON.</summary>
    private sealed class Site : HttpMessageHandler
    {
        public List<string> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add($"{request.Method} {request.RequestUri} {request.Headers.Authorization}");
            if (request.Content is null)
            {
                return new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) };
            }

            JsonElement asked = JsonElement.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken));
            string? answer = asked.GetProperty("method").GetString() switch
            {
                "initialize" => """ "result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}""",
                "tools/call" => """ "result":{"content":[{"type":"text","text":"x"}]}""",
                "server/discover" => """ "error":{"code":-32601,"message":"no"}""",
                _ => null,
            };
            var response = new HttpResponseMessage(answer is null ? HttpStatusCode.Accepted : HttpStatusCode.OK)
            {
                Content = answer is null ? new ByteArrayContent([]) : new StringContent($$"""{"jsonrpc":"2.0","id":{{asked.GetProperty("id").GetRawText()}},{{answer}}}""", Encoding.UTF8, "application/json"),
            };
            response.Headers.Add("Mcp-Session-Id", "one");
            return response;
        }
    }
}
