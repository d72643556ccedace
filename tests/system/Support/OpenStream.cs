using System.Net.Http.Headers;
using System.Text;
using Moltbot.TestSupport.Time;

namespace Moltbot.System.Tests.Support;

/// <summary>A streamed completion that has begun.</summary>
internal sealed class OpenStream : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private OpenStream(HttpClient http, HttpResponseMessage answer, StreamReader reader)
    {
        _http = http;
        _answer = answer;
        _reader = reader;
    }

    /// <summary>Asks in a session of its own; returns with the first line.</summary>
    public static async Task<OpenStream> Start(Uri gateway, string token)
    {
        var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway, "/v1/chat/completions"))
        {
            Content = new StringContent(
                $$"""{"stream":true,"user":"{{Guid.NewGuid()}}","messages":[{"role":"user","content":"hello"}]}""", Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).InTime();
        answer.EnsureSuccessStatusCode();
        var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync().InTime()).ShouldNotBeNull().ShouldStartWith("data: ");
        return new OpenStream(http, answer, reader);
    }

    /// <summary>Reads to the end; whether it was cut off instead of ended.</summary>
    public async Task<bool> IsCutOff()
    {
        try
        {
            await _reader.ReadToEndAsync().InTime();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _answer.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
