using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using CityActors.Cluster.Tests.Processes;
using CityActors.Cluster.Tests.Reading;

namespace CityActors.Cluster.Tests.Crashes;

public sealed partial class MosquittoTests
{
    private const int KilledAfter = 300;
    private const string Twin = "urn:ngsi-ld:Counter:mosquitto";

    [Fact]
    public async Task What_mosquitto_pub_was_acknowledged_before_a_kill_is_there_after_the_restart()
    {
        if (!File.Exists("/usr/bin/mosquitto_pub"))
        {
            Assert.Skip("mosquitto_pub is not installed (Debian package mosquitto-clients).");
        }

        using var data = new DataFolder();
        int acknowledged;
        await using (var silo = await SiloProcess.Start(data))
        {
            acknowledged = await PublishUntilKilled(silo);
        }

        await using var city = await CityReader.Open(data);
        var value = (await city.Twin(Twin)).Channel("count")?.Value.Number;
        Assert.InRange(acknowledged, KilledAfter, int.MaxValue);
        Assert.True(value >= acknowledged, $"{acknowledged} were acknowledged, the twin stands at {value}.");
    }

    /// <summary>
    /// One mosquitto_pub sends line by line (-l) with QoS 1 and says in its debug output (-d) which were acknowledged; stdbuf has it
    /// say so at once.
    /// </summary>
    private static async Task<int> PublishUntilKilled(SiloProcess silo)
    {
        var start = new ProcessStartInfo("stdbuf")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        string[] arguments =
        [
            "-oL", "mosquitto_pub", "-h", "127.0.0.1", "-p", silo.Mqtt.ToString(CultureInfo.InvariantCulture), "-q", "1", "-d", "-l",
            "-t", "city/Counter/mosquitto/telemetry",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var publisher = Process.Start(start)!;
        try
        {
            using var stop = new CancellationTokenSource();
            var writing = Write(publisher.StandardInput, stop.Token);
            var acknowledged = 0;
            Task? killing = null;
            while (await publisher.StandardOutput.ReadLineAsync().Within("what mosquitto_pub says") is { } line)
            {
                acknowledged += PubAck().IsMatch(line) ? 1 : 0;
                killing ??= acknowledged >= KilledAfter ? KillBoth(silo, publisher) : null;
            }

            await stop.CancelAsync();
            await Task.WhenAll(writing, killing ?? Task.CompletedTask);
            return acknowledged;
        }
        finally
        {
            if (!publisher.HasExited)
            {
                publisher.Kill();
            }
        }
    }

    private static async Task KillBoth(SiloProcess silo, Process publisher)
    {
        await silo.Kill();
        publisher.Kill();
    }

    private static async Task Write(StreamWriter to, CancellationToken stop)
    {
        try
        {
            for (var number = 1; !stop.IsCancellationRequested; number++)
            {
                var at = DateTimeOffset.UnixEpoch.AddDays(20_000).AddMilliseconds(number).ToString("O", CultureInfo.InvariantCulture);
                await to.WriteAsync($$"""{"observedAt":"{{at}}","count":{{number}}}""" + "\n");
                await to.FlushAsync(stop);
            }
        }
        catch (Exception ended) when (ended is IOException or OperationCanceledException)
        {
            // The publisher was ended.
        }
    }

    [GeneratedRegex("received PUBACK")]
    private static partial Regex PubAck();
}
