using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Moltbot.Gateway.Tests.Support;
using Moltbot.GrainInterfaces;
using Moltbot.GrainInterfaces.Security;
using Moltbot.GrainInterfaces.Tenants;
using Moltbot.TestSupport.Gateway;
using Moltbot.TestSupport.Models;
using Moltbot.TestSupport.Time;

namespace Moltbot.Gateway.Tests.Http;

/// <summary>A request that is not answered yet ends with what let it in, as a socket does (A11).</summary>
public sealed class RevokedRequestTests : IAsyncLifetime
{
    private const string Enabled = "gateway: { http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } } }";
    private const string Completions = "v1/chat/completions";
    private const string Responses = "v1/responses";

    private readonly ModelGate _gate = new();
    private ConversationRig _rig = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _rig = await ConversationRig.Start(Enabled);
        _rig.Model.Default = ModelReply.Text("Half of").ThenGate(_gate);
        _http = new HttpClient { BaseAddress = _rig.Gateway.HttpUrl };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", GatewayRig.Token);
    }

    public ValueTask DisposeAsync()
    {
        _gate.Open();
        _http.Dispose();
        return _rig.DisposeAsync();
    }

    [Theory]
    [InlineData(Completions, false)]
    [InlineData(Completions, true)]
    [InlineData(Responses, false)]
    [InlineData(Responses, true)]
    public async Task A_stream_is_cut_off(string path, bool bySuspension)
    {
        using HttpResponseMessage answer = await _http.SendAsync(Request(path, stream: true), HttpCompletionOption.ResponseHeadersRead).InTime();
        await using Stream stream = await answer.Content.ReadAsStreamAsync();
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync().InTime()).ShouldNotBeNull();
        await _gate.Reached;

        await Revoke(bySuspension);

        // Cut off, not ended: nobody takes half of an answer for the whole.
        await Should.ThrowAsync<IOException>(() => reader.ReadToEndAsync().InTime());
    }

    [Theory]
    [InlineData(Completions, false)]
    [InlineData(Completions, true)]
    [InlineData(Responses, false)]
    [InlineData(Responses, true)]
    public async Task An_answer_that_has_not_begun_is_a_refusal(string path, bool bySuspension)
    {
        Task<HttpResponseMessage> asked = _http.SendAsync(Request(path, stream: false));
        await _gate.Reached;

        await Revoke(bySuspension);

        using HttpResponseMessage answer = await asked.InTime();
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":{"message":"Unauthorized","type":"unauthorized"}}""");
    }

    [Theory]
    [InlineData(Completions)]
    [InlineData(Responses)]
    public async Task What_comes_after_the_revocation_is_not_asked_of_an_agent(string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, _rig.Gateway.HttpUrl.Port);
        int before = _rig.Gateway.Documents.Asked;
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {GatewayRig.Token}\r\nContent-Length: 1000\r\n\r\n{{"));
        await Waits.Until(() => _rig.Gateway.Documents.Asked > before, "the request to be judged before its body is whole");

        await Revoke(bySuspension: false);

        using var reader = new StreamReader(socket.GetStream());
        (await reader.ReadLineAsync().InTime()).ShouldBe("HTTP/1.1 401 Unauthorized");
        _rig.Model.Requests.ShouldBeEmpty();
    }

    private async Task Revoke(bool bySuspension)
    {
        if (bySuspension)
        {
            CallerContext.Use(CallerClaim.ForRegistry(TenantId.Default, "test"));
            await _rig.Gateway.Services.GetRequiredService<IGrainFactory>().GetGrain<ITenantGrain>(TenantId.Default).Suspend(true);
            return;
        }

        string hash = (await _rig.Client.CallAsync("config.get")).GetProperty("hash").GetString()!;
        await _rig.Client.CallAsync(
            "config.patch", new JsonObject { ["raw"] = "{ gateway: { auth: { token: 'another secret 0123456789' } } }", ["baseHash"] = hash });
    }

    private static HttpRequestMessage Request(string path, bool stream)
    {
        string input = path == Completions ? "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]" : "\"input\":\"hi\"";
        return new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent($$"""{"model":"openclaw","stream":{{(stream ? "true" : "false")}},{{input}}}""", Encoding.UTF8, "application/json"),
        };
    }
}
