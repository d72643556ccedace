using System.Net;
using Moltbot.Runner.Mcp;

namespace Moltbot.Runner.Tests.Mcp;

/// <summary>What goes to a server of tools by HTTP.</summary>
public sealed class McpHttpHandlerTests
{
    private readonly Connection _connection = new();

    /// <summary>B6: each of them would be a connection of its own.</summary>
    [Fact]
    public async Task Between_two_questions_so_many_answers_are_sent_and_no_more()
    {
        using HttpMessageInvoker server = Server(replies: 5);
        await Post(server, Question);
        for (int i = 0; i < 500; i++)
        {
            (await Post(server, Answer)).ShouldBe(HttpStatusCode.Accepted, "as if it was sent");
        }

        _connection.Sent.ShouldBe([Question, .. Enumerable.Repeat(Answer, 5)]);

        await Post(server, Question);
        await Post(server, Answer);

        _connection.Sent.Count.ShouldBe(8);
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"notifications/initialized"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"result":{}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no"}}""")]
    [InlineData("[]")]
    [InlineData("no JSON")]
    public async Task What_is_no_question_begins_nothing(string message)
    {
        using HttpMessageInvoker server = Server(replies: 2);
        for (int i = 0; i < 4; i++)
        {
            await Post(server, message);
        }

        _connection.Sent.Count.ShouldBe(2);
    }

    private const string Question = """{"jsonrpc":"2.0","id":1,"method":"tools/call"}""";
    private const string Answer = """{"jsonrpc":"2.0","id":"p1","result":{}}""";

    private HttpMessageInvoker Server(int replies) => new(new McpHttpHandler(_connection, maxBytes: 1000, maxReplies: replies));

    private static async Task<HttpStatusCode> Post(HttpMessageInvoker server, string message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://mcp.example/") { Content = new StringContent(message) };
        using HttpResponseMessage response = await server.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>A server that takes everything.</summary>
    private sealed class Connection : HttpMessageHandler
    {
        public List<string> Sent { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Sent.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(HttpStatusCode.Accepted) { RequestMessage = request };
        }
    }
}
