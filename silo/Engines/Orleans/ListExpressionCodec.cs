using System.Buffers;
using System.Collections;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Moltbot.Silo.Engines;

/// <summary>
/// The read-only lists that the compiler makes for <c>IReadOnlyList&lt;T&gt; x = [a, b]</c>. Their types have no name that code could
/// give a codec, so they travel as arrays, on both engines.
/// </summary>
internal sealed class ListExpressionCodec : IGeneralizedCodec, IGeneralizedCopier
{
    public bool IsSupportedType(Type type) => type.IsGenericType && type.Name.StartsWith("<>z__ReadOnly", StringComparison.Ordinal);

    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, Type? expectedType, object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (value is null)
        {
            ReferenceCodec.WriteNullReference(ref writer, fieldIdDelta);
            return;
        }

        Array array = ToArray((IList)value);
        writer.Session.CodecProvider.GetCodec(array.GetType()).WriteField(ref writer, fieldIdDelta, expectedType!, array);
    }

    public object ReadValue<TInput>(ref Reader<TInput> reader, Field field) =>
        throw new NotSupportedException("Lists of this kind are written as arrays and read as such.");

    public object? DeepCopy(object? input, CopyContext context) => input is null ? null : context.DeepCopy(ToArray((IList)input));

    private static Array ToArray(IList list)
    {
        Array array = Array.CreateInstance(list.GetType().GetGenericArguments()[0], list.Count);
        list.CopyTo(array, 0);
        return array;
    }
}
