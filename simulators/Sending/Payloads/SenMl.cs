using System.Buffers;
using System.Formats.Cbor;
using System.Text.Json;
using CityActors.Twins.Channels;

namespace CityActors.Simulators.Sending.Payloads;

/// <summary>Writes SenML packs: a base record a message, a record a value. SenML has no places: they are left out.</summary>
internal static class SenMl
{
    private const int BaseName = -2;
    private const int BaseTime = -3;
    private const int Name = 0;
    private const int Number = 2;
    private const int Text = 3;
    private const int Truth = 4;

    /// <summary>Whether SenML can carry all values of a message.</summary>
    public static bool Carries(DeviceMessage message) => message.Values.All(static one => one.Value.Kind != ValueKind.Position);

    /// <summary>A pack as JSON.</summary>
    public static byte[] Json(IReadOnlyList<DeviceMessage> messages, bool withTwin)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartArray();
        foreach (var message in messages)
        {
            for (var i = 0; i < message.Values.Count; i++)
            {
                json.WriteStartObject();
                if (i == 0)
                {
                    json.WriteString("bn"u8, Base(message, withTwin));
                    json.WriteNumber("bt"u8, message.ObservedAtMs / 1000m);
                }

                json.WriteString("n"u8, message.Values[i].Channel);
                Value(json, message.Values[i].Value);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>A pack as CBOR.</summary>
    public static byte[] Cbor(IReadOnlyList<DeviceMessage> messages, bool withTwin)
    {
        var cbor = new CborWriter();
        cbor.WriteStartArray(messages.Sum(static message => message.Values.Count));
        foreach (var message in messages)
        {
            for (var i = 0; i < message.Values.Count; i++)
            {
                cbor.WriteStartMap(i == 0 ? 4 : 2);
                if (i == 0)
                {
                    cbor.WriteInt32(BaseName);
                    cbor.WriteTextString(Base(message, withTwin));
                    cbor.WriteInt32(BaseTime);
                    cbor.WriteDouble(message.ObservedAtMs / 1000.0);
                }

                cbor.WriteInt32(Name);
                cbor.WriteTextString(message.Values[i].Channel);
                Value(cbor, message.Values[i].Value);
                cbor.WriteEndMap();
            }
        }

        cbor.WriteEndArray();
        return cbor.Encode();
    }

    private static string Base(DeviceMessage message, bool withTwin) => withTwin ? message.Twin + "/" : "";

    private static void Value(Utf8JsonWriter json, in TwinValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                json.WriteNumber("v"u8, value.Number);
                break;
            case ValueKind.Boolean:
                json.WriteBoolean("vb"u8, value.Boolean);
                break;
            default:
                json.WriteString("vs"u8, value.Text);
                break;
        }
    }

    private static void Value(CborWriter cbor, in TwinValue value)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                cbor.WriteInt32(Number);
                cbor.WriteDouble(value.Number);
                break;
            case ValueKind.Boolean:
                cbor.WriteInt32(Truth);
                cbor.WriteBoolean(value.Boolean);
                break;
            default:
                cbor.WriteInt32(Text);
                cbor.WriteTextString(value.Text ?? "");
                break;
        }
    }
}
