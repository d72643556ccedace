using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Moltbot.Embedded.Activations;

/// <summary>First in, first out; holds one item without any memory of its own, since most activations have no more to do.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct WorkQueue
{
    private object? _first;
    private Queue<object>? _rest;

    public readonly bool IsEmpty => _first is null;

    public void Enqueue(object item)
    {
        if (_first is null)
        {
            _first = item;
        }
        else
        {
            (_rest ??= new(4)).Enqueue(item);
        }
    }

    public bool TryDequeue([NotNullWhen(true)] out object? item)
    {
        item = _first;
        if (item is null)
        {
            return false;
        }

        _first = _rest is { Count: > 0 } rest ? rest.Dequeue() : null;
        return true;
    }

    /// <summary>Gives back the memory that a burst has taken.</summary>
    public void Trim() => _rest = null;
}
