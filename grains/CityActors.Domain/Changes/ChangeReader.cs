using System.Buffers.Binary;
using System.Text;
using CityActors.Domain.Log;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Changes;

/// <summary>Walks over encoded changes. A change that does not fit its buffer throws <see cref="FormatException"/>.</summary>
public ref struct ChangeReader(ReadOnlySpan<byte> changes)
{
    private ReadOnlySpan<byte> rest = changes;
    private ReadOnlySpan<byte> current;

    /// <summary>What happened.</summary>
    public readonly ChangeKind Kind => (ChangeKind)current[4];

    /// <summary>Kind of the value of a reading.</summary>
    public readonly ValueKind ValueKind => (ValueKind)current[5];

    /// <summary>Quality of a reading as the fold left it; a late one is <see cref="Quality.Late"/>.</summary>
    public readonly Quality Quality => (Quality)current[6];

    /// <summary>Log record that caused the change.</summary>
    public readonly long Sequence => BinaryPrimitives.ReadInt64LittleEndian(current[8..]);

    /// <summary>Number among the changes of that record, from 0.</summary>
    public readonly int Index => BinaryPrimitives.ReadInt32LittleEndian(current[16..]);

    /// <summary>Handle of the twin; -1 when the change is of none.</summary>
    public readonly int Twin => BinaryPrimitives.ReadInt32LittleEndian(current[20..]);

    /// <summary>Handle of the channel; -1 when the change is of none.</summary>
    public readonly int Channel => BinaryPrimitives.ReadInt32LittleEndian(current[24..]);

    /// <summary>Device time, Unix milliseconds.</summary>
    public readonly long ObservedAtMs => BinaryPrimitives.ReadInt64LittleEndian(current[32..]);

    /// <summary>Gateway time, Unix milliseconds.</summary>
    public readonly long ArrivedAtMs => BinaryPrimitives.ReadInt64LittleEndian(current[40..]);

    /// <summary>
    /// Where the twin is after the change, packed as <see cref="TwinValue.OfPosition"/> packs it; <see cref="ChangeWriter.NoPlace"/>.
    /// </summary>
    public readonly long Place => BinaryPrimitives.ReadInt64LittleEndian(current[56..]);

    /// <summary>
    /// Where the twin was just before the change: the same as <see cref="Place"/> when it did not move,
    /// <see cref="ChangeWriter.NoPlace"/> when it had no place or was not there yet.
    /// </summary>
    public readonly long PreviousPlace => BinaryPrimitives.ReadInt64LittleEndian(current[64..]);

    /// <summary>Value of a reading. Texts are made into strings here.</summary>
    public readonly TwinValue Value => ValueKind is ValueKind.Code or ValueKind.Text
        ? new TwinValue(ValueKind, 0, Encoding.UTF8.GetString(Payload))
        : new TwinValue(ValueKind, BinaryPrimitives.ReadInt64LittleEndian(current[48..]), null);

    /// <summary>What follows the fixed part.</summary>
    public readonly ReadOnlySpan<byte> Payload => current[ChangeWriter.HeaderBytes..];

    /// <summary>Goes to the next change.</summary>
    /// <returns>False at the end.</returns>
    public bool Next()
    {
        if (rest.IsEmpty)
        {
            return false;
        }

        var length = rest.Length < ChangeWriter.HeaderBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(rest);
        if (length < ChangeWriter.HeaderBytes || length > rest.Length)
        {
            throw new FormatException($"A change claims {length} bytes, {rest.Length} are left.");
        }

        current = rest[..length];
        rest = rest[length..];
        return true;
    }

    /// <summary>Reads the payload as a record's fields.</summary>
    public readonly RecordReader Fields() => RecordReader.OverFields(Payload);
}
