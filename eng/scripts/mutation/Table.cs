namespace Moltbot.Protocol.Mutations;

/// <summary>A table that is made when a run of the tests first asks for it, and anew in the next run.</summary>
public sealed class Table<T>
{
    private int _run;
    private T? _value;

    public T Of(Func<T> make)
    {
        if (Volatile.Read(ref _run) == TableRun.Number)
        {
            return _value!;
        }

        lock (TableRun.Lock)
        {
            if (_run != TableRun.Number)
            {
                _value = make();
                Volatile.Write(ref _run, TableRun.Number);
            }
        }

        return _value!;
    }
}
