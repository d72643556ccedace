using System.Threading.Channels;
using Moltbot.Runner.Processes;

namespace Moltbot.Runner.Containers;

/// <summary>
/// Ends a runner's containers when the runner is gone, killed perhaps: they are no children of it, so the kernel does not. It is a program beside the runner that
/// reads from it until that ends, and then removes what has its label.
/// </summary>
/// <param name="engine">The engine.</param>
internal sealed class ContainerLifeline(ContainerEngine engine)
{
    /// <summary>
    /// It looks a few times: one that was being made at that moment comes a little later. Its outputs are nobody's, and a signal for all programs of a terminal
    /// is not for it.
    /// </summary>
    private const string Script = """
        trap '' HUP INT TERM
        echo
        exec >/dev/null 2>&1
        while read -r x; do :; done
        for i in 1 2 3 4 5; do
          found=$("$1" ps --all --quiet --no-trunc --filter "label=$2")
          [ -z "$found" ] || "$1" rm --force $found
          sleep 1
        done
        """;

    private readonly Lock _gate = new();
    private Channel<ReadOnlyMemory<byte>>? _held;
    private Task _running = Task.CompletedTask;
    private Began _began = new();
    private string _label = "";

    /// <summary>Sees to it that it is there: before the first container, after it was let go of, and should somebody have ended it. Answers the label of what it ends; null where it does not begin.</summary>
    public async Task<string?> Hold()
    {
        var (label, began, running) = Held();
        return await Task.WhenAny(began, running) == began ? label : null;
    }

    private (string Label, Task Began, Task Running) Held()
    {
        lock (_gate)
        {
            if (_held is null)
            {
                (_label, _running) = ($"moltbot.run={Guid.NewGuid():N}", Task.CompletedTask);
            }

            if (_running.IsCompleted)
            {
                _began = new Began();
                _held = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
                _running = ChildProcess.Run(
                    new ProcessRequest(["/usr/bin/setsid", "/bin/sh", "-c", Script, "sh", engine.Program, _label])
                    {
                        Environment = engine.Environment, More = _held.Reader, Output = _began, MaxChars = 1, MaxBytes = 2,
                    },
                    CancellationToken.None,
                    CancellationToken.None);
            }

            return (_label, _began.Task, _running);
        }
    }

    /// <summary>Lets go of it: it looks whether anything is left, and ends. Nobody waits for that.</summary>
    public void LetGo()
    {
        lock (_gate)
        {
            _held?.Writer.TryComplete();
            _held = null;
        }
    }

    /// <summary>Its word that it has begun.</summary>
    private sealed class Began : IOutputSink
    {
        private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Task => _said.Task;

        public void Add(ReadOnlySpan<byte> bytes) => _said.TrySetResult();
    }
}
