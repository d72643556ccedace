namespace Moltbot.Cli.Printing;

/// <summary>Shows on a terminal that something is being waited for; quick answers come without it.</summary>
internal sealed class Spinner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(120);
    private const string Frames = "|/-\\";
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _turning;

    private Spinner(CliHost host, string text) => _turning = host.ErrorIsTerminal ? TurnAsync(host, text, _stop.Token) : Task.CompletedTask;

    public static Spinner Start(CliHost host, string text) => new(host, text);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _turning;
        _stop.Dispose();
    }

    private static async Task TurnAsync(CliHost host, string text, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Patience, host.Time, stop);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        try
        {
            for (var frame = 0; ; frame++)
            {
                await host.Error.WriteAsync($"\r{Frames[frame % Frames.Length]} {text} ");
                await host.Error.FlushAsync(CancellationToken.None);
                await Task.Delay(Step, host.Time, stop);
            }
        }
        catch (OperationCanceledException)
        {
            await host.Error.WriteAsync($"\r{new string(' ', text.Length + 3)}\r");
        }
    }
}
