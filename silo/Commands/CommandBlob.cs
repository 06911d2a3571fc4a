using CityActors.Commands;
using CityActors.Domain.Log;
using CityActors.Log;
using CityActors.Twins.Channels;

namespace CityActors.Silo.Commands;

/// <summary>A command as bytes.</summary>
internal static class CommandBlob
{
    /// <summary>Encodes.</summary>
    public static byte[] Write(CityCommand command)
    {
        var writer = new RecordWriter();
        writer.Text(command.Id).Text(command.Twin).Text(command.Channel);
        Write(writer, command.Value);
        writer.Text(command.Actor).Text(command.Key).Text(command.Why)
            .Number(command.RequestedAt.ToUnixTimeMilliseconds()).Number(command.ExpiresAt.ToUnixTimeMilliseconds())
            .Number((long)command.State).Text(command.Reason).Text(command.ChangedBy)
            .Number(command.ChangedAt.ToUnixTimeMilliseconds()).Number(command.Attempts).Text(command.LateAnswer)
            .Number((long)command.Report);
        Write(writer, command.Reported);
        writer.Number(command.Position.Generation).Number(command.Position.Partition).Number(command.Position.Sequence);
        return writer.Written.ToArray();
    }

    /// <summary>Decodes.</summary>
    public static CityCommand Read(ReadOnlySpan<byte> bytes)
    {
        var fields = RecordReader.OverFields(bytes);
        return new CityCommand(
            fields.RequiredText(), fields.RequiredText(), fields.RequiredText(), Value(ref fields), fields.RequiredText(), fields.Text(),
            fields.Text(), Moment(ref fields), Moment(ref fields), (CommandState)fields.Number(), fields.Text(), fields.RequiredText(),
            Moment(ref fields), (int)fields.Number(), fields.Text(), (CommandReport)fields.Number(), Value(ref fields),
            new LogPosition((int)fields.Number(), (int)fields.Number(), fields.Number()));
    }

    private static void Write(RecordWriter writer, TwinValue value) =>
        writer.Number((long)value.Kind).Number(value.Bits).Text(value.Text);

    private static TwinValue Value(ref RecordReader fields) => new((ValueKind)fields.Number(), fields.Number(), fields.Text());

    private static DateTimeOffset Moment(ref RecordReader fields) => DateTimeOffset.FromUnixTimeMilliseconds(fields.Number());
}
