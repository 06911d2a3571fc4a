namespace CityActors.Simulators.Command;

/// <summary>What --help prints.</summary>
internal static class HelpTexts
{
    /// <summary>Of all verbs.</summary>
    public const string All = """
        simulators: a synthetic city, its devices, and recorded data.

          simulators city    writes or defines a synthetic city
          simulators load    drives a city at a fixed rate and counts what becomes of every reading
          simulators replay  feeds recorded data as if its devices sent it now
          simulators devices take commands, and obey, refuse, fail, stay silent or lie
          simulators hash    sums up what a city knows, to compare two runs

        simulators VERB --help says more. Results go to standard output as JSON, sentences to standard error.
        Exit code: 0 done; 1 not everything arrived or the city was not reached; 2 the command line is wrong.
        """;

    /// <summary>Of <c>devices</c>.</summary>
    public const string Devices = """
        simulators devices --ids URN,URN --to mqtt://HOST:PORT --duration S

        Lets devices listen for commands, each on a connection of its own, and prints what they met. What becomes of a command follows from
        the seed and its id: a repeat is met the same way, answered again and not done again.

          --seed N        any whole number; default 42
          --refused P     share of commands that are refused, 0-1; default 0
          --failed P      share that are accepted and fail; default 0
          --unanswered P  share that are never answered; default 0
          --lied P        share that are said to be done and are not; default 0
          --work S        seconds a device is at work; default 0.2
        """;

    /// <summary>Of <c>city</c>.</summary>
    public const string City = """
        simulators city --twins N [--seed 42] [--out FILE | --to http://HOST:PORT] [--zones FILE]

        Writes a synthetic city with Vietnamese names; the same seed and number give the same bytes. N does not count zones.

          --twins N     100 - 20,000,000
          --seed S      any whole number; default 42
          --out FILE    NGSI-LD entities as JSON lines; default: standard output
          --zones FILE  zones as GeoJSON; default: FILE with the ending .zones.geojson; none for standard output
          --to URL      defines zones and entities in a running city instead
        """;

    /// <summary>Of <c>load</c>.</summary>
    public const string Load = """
        simulators load --twins N --rate R --duration S --to mqtt://HOST:PORT | http://HOST:PORT

        Sends R readings a second for S seconds, whatever the city does (open loop: delays count from the moment a reading was due),
        every reading numbered; what is not acknowledged is sent again. Ends with a scorecard; history is asked for the numbers.

          --connections C   default 8; the readings of a twin go over one of them
          --payload FORM    senml, cbor, flat or line (HTTP only); default flat over MQTT, senml over HTTP
          --qos 0|1         MQTT; default 1. With 0 nobody acknowledges
          --window W        messages of a connection that may wait for their acknowledgement; default 500
          --patience S      seconds the city may be unreachable; default 120
          --api URL         where history is asked; default: the HTTP target, or port 8080 of the MQTT target's host
          --check T         twins whose history is looked at, spread over all; default 500, 0 for none
        """;

    /// <summary>Of <c>replay</c>.</summary>
    public const string Replay = """
        simulators replay FORMAT FILE --to mqtt://HOST:PORT | http://HOST:PORT [--epoch 2026-11-25T07:00:00+07:00]

        Feeds recorded data as if its devices sent it. Declares to the city first that a recording follows, and what its first time
        stands for. What is not acknowledged is sent again with the same numbers, also over a restart of the city. FILE may be gzip.

          sumo-e1        induction loops: TrafficFlowObserved with intensity (veh/h), occupancy (0-1), averageVehicleSpeed (km/h)
          sumo-edgedata  mean data of edges: RoadSegment with density, occupancy, averageVehicleSpeed, travelTime, waitingTime ...
          sumo-fcd       floating cars: Vehicle with location, speed (km/h), heading; they expire after 60 s of silence
          csv            any table, by --mapping MAP.json: type, id, time, timeFormat, offset, channels

          --epoch T        moment that the file's zero (csv: its first date) stands for; default now (csv: its dates stand for themselves);
                           history does not keep what lies before its oldest day (City:History:RawDays)
          --speed F        seconds of the file in a second; default 0: as fast as the city takes them
          --network NET    SUMO network: defines its edges as road segments, and turns metres into degrees
          --detectors ADD  SUMO file of induction loops: says which road segment each loop of sumo-e1 lies in
          --source NAME    name the readings are written down under; default replay-FORMAT
          --connections C  default 8
          --payload FORM   flat (default; carries the devices' numbers), senml, cbor, or line (HTTP only)
          --patience S     seconds the city may be unreachable; default 120
          --api URL        where twins are defined and history is asked; default: the HTTP target, or port 8080 of the MQTT target's host
          --no-check       history is not asked
        """;

    /// <summary>Of <c>hash</c>.</summary>
    public const string Hash = """
        simulators hash --of http://HOST:PORT [--history [--from T] [--to T]] [--type TYPE] [--twins]

        Sums up what a city knows through its public API: all twins with attributes, relations and channel values with observedAt.
        Log positions, arrival times and ages are no part of it, so a run that was killed and one that was not have the same sum.

          --history     history too, reading by reading; --from and --to limit it (default: ten years up to tomorrow)
          --type TYPE   only twins of a type
          --twins       a short sum of each twin beside, to find a difference
        """;
}
