using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Tracing;
using Moltbot.Gateway.Channels.Telegram.Api;
using Moltbot.TestSupport.Platforms;
using Moltbot.TestSupport.Telegram;

namespace Moltbot.Gateway.Tests.Channels.Telegram.Api;

/// <summary>Attack K1: the token is part of every address, and must still reach no error, span, event or diagnostic.</summary>
public sealed class TokenCanaryTests
{
    /// <summary>Of this test alone: it hears the requests of every test beside it, and some send the shared token by hand.</summary>
    private const string Secret = "AAHcanary-listened_Token0123456789abcd";

    private const string Token = "777001:" + Secret;

    [Fact]
    public async Task The_token_is_in_no_error_span_event_or_diagnostic()
    {
        await using var fixture = await TelegramApiFixture.StartAsync(Token);
        using var events = new HttpEvents();
        using var diagnostics = new HttpDiagnostics();
        var seen = new ConcurrentBag<string>();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net", StringComparison.Ordinal) || source.Name.StartsWith("Moltbot", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => seen.Add($"{span.DisplayName} {string.Join(' ', span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(spans);
        using var api = fixture.Api();
        fixture.Bot.Script(
            "getMe",
            SimulatedAnswer.Error(400, $"no method in /bot{Token}/getMe"),
            SimulatedAnswer.Raw(502, $"nginx: upstream /bot{Token}/getMe failed"),
            SimulatedAnswer.Break(),
            SimulatedAnswer.Redirect(new Uri(fixture.Telegram.Root, $"/bot{Token}/getMe")));

        for (var i = 0; i < 5; i++)
        {
            var answer = await api.GetMe(TelegramApiFixture.Stop);
            seen.Add(answer.Error?.ToString() ?? "ok");
        }

        using var lost = fixture.Api(root: new Uri("http://127.0.0.1:1"));
        seen.Add((await lost.GetMe(TelegramApiFixture.Stop)).Error!.ToString());

        seen.Count.ShouldBeGreaterThanOrEqualTo(6);
        seen.Concat(events.Lines).Concat(diagnostics.Lines).Where(line => line.Contains(Secret, StringComparison.Ordinal)).ShouldBeEmpty();
        events.Lines.ShouldContain(line => line.Contains("/bot/getMe", StringComparison.Ordinal), "the listener did listen");
    }

    /// <summary>What a tracing tool can read of the runtime's HTTP client; the handlers' internal debug source is not for production.</summary>
    private sealed class HttpEvents : EventListener
    {
        private readonly ConcurrentBag<string> lines = [];

        public IEnumerable<string> Lines => lines;

        protected override void OnEventSourceCreated(EventSource eventSource)
        {
            if (eventSource.Name == "System.Net.Http")
            {
                EnableEvents(eventSource, EventLevel.Verbose);
            }
        }

        protected override void OnEventWritten(EventWrittenEventArgs eventData) =>
            lines?.Add($"{eventData.EventName} {string.Join(' ', eventData.Payload ?? new([]))}");
    }

    private sealed class HttpDiagnostics : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        private readonly ConcurrentBag<string> lines = [];
        private readonly List<IDisposable> subscriptions = [];

        public HttpDiagnostics() => subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

        public IEnumerable<string> Lines => lines;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "HttpHandlerDiagnosticListener")
            {
                subscriptions.Add(value.Subscribe(this));
            }
        }

        public void OnNext(KeyValuePair<string, object?> value) => lines.Add($"{value.Key} {value.Value}");

        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => lines.Add(error.ToString());

        public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());
    }
}
