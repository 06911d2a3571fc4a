using CityActors.Domain.Changes;
using CityActors.Twins.Channels;
using FsCheck.Xunit;

namespace CityActors.Domain.Tests.Changes;

public sealed class ChangeTests
{
    [Property]
    public void Readings_read_as_they_were_written(long sequence, int twin, int channel, double number, long observedAtMs, long place)
    {
        sequence &= long.MaxValue;
        var writer = new ChangeWriter();
        var bits = BitConverter.DoubleToInt64Bits(number);
        writer.Reading(
            ChangeKind.Reading, sequence, twin, channel, ValueKind.Number, bits, [], Quality.Good,
            observedAtMs, observedAtMs + 1, place, place + 1);
        writer.Reading(
            ChangeKind.LateReading, sequence, twin, channel, ValueKind.Text, 0, "Đường Láng"u8, Quality.Late,
            observedAtMs, 5, place, place);
        var reader = new ChangeReader(writer.Written.Span);

        Assert.True(reader.Next());
        Assert.Equal(
            (ChangeKind.Reading, sequence, 0, twin, channel),
            (reader.Kind, reader.Sequence, reader.Index, reader.Twin, reader.Channel));
        Assert.Equal((bits, observedAtMs, observedAtMs + 1), (reader.Value.Bits, reader.ObservedAtMs, reader.ArrivedAtMs));
        Assert.Equal((place, place + 1), (reader.Place, reader.PreviousPlace));
        Assert.True(reader.Next());
        Assert.Equal((1, TwinValue.OfText("Đường Láng"), Quality.Late), (reader.Index, reader.Value, reader.Quality));
        Assert.False(reader.Next());
    }

    [Fact]
    public void Index_counts_the_changes_of_one_record_across_frames_that_share_the_writer()
    {
        var writer = new ChangeWriter();
        writer.Told(ChangeKind.Expired, 7, 1, 0, 0, 0);
        writer.Clear();
        writer.Told(ChangeKind.Expired, 7, 2, 0, 0, 0);
        writer.Told(ChangeKind.Expired, 8, 3, 0, 0, 0);
        var reader = new ChangeReader(writer.Written.Span);

        Assert.True(reader.Next());
        Assert.Equal(1, reader.Index);
        Assert.True(reader.Next());
        Assert.Equal(0, reader.Index);
    }

    [Property(MaxTest = 500)]
    public void Any_bytes_are_read_or_refused_as_misshapen(byte[] bytes)
    {
        var reader = new ChangeReader(bytes);
        try
        {
            while (reader.Next())
            {
                _ = reader.Sequence;
            }
        }
        catch (FormatException)
        {
            return;
        }

        Assert.Empty(bytes);
    }

    [Fact]
    public void Refusal_keeps_the_record_byte_by_byte()
    {
        var refusal = new Refusal("gateway", null, "future", "Quá 5 phút.", [0, 255, 128, 7]);
        var writer = new CityActors.Domain.Log.RecordWriter();
        Refusal.Write(writer, refusal);

        var read = Refusal.Read(CityActors.Domain.Log.RecordReader.OverFields(writer.Written.Span));

        Assert.Equal(refusal.Record, read.Record);
        Assert.Equal(refusal, read with { Record = refusal.Record });
    }
}
